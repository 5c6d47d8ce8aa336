//! Several results of one run. Comes in: `--format` and `--output`, each as often as it was typed. Goes out: every format
//! with its file. Apart, because which file belongs to which format hangs on the order in which they were typed, which a
//! derived parser forgets.

use std::path::PathBuf;

use clap::builder::EnumValueParser;
use clap::error::{Error, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueEnum, value_parser};

/// Formats, and the file of each. At most one has none: it goes to the screen.
///
/// With as many files as formats the nth belongs to the nth. With fewer, a file belongs to the format that was typed last
/// before it, or to the first one where none was.
#[derive(Clone, Debug)]
pub struct Outputs<F>(pub Vec<(F, Option<PathBuf>)>);

/// Values with their places on the command line.
type Typed<T> = Vec<(usize, T)>;

impl<F> Outputs<F> {
    /// `Err` says in words why these cannot be paired.
    fn pair(formats: Typed<F>, files: Typed<PathBuf>) -> Result<Self, String> {
        if files.len() > formats.len() {
            return Err(format!("{} files for {}", files.len(), crate::load::values::counted(formats.len(), "format")));
        }
        for (nth, (_, file)) in files.iter().enumerate() {
            if files[..nth].iter().any(|(_, other)| other == file) {
                return Err(format!("{} is named for two results", file.display()));
            }
        }
        let as_many = files.len() == formats.len();
        let places: Vec<usize> = formats.iter().map(|(place, _)| *place).collect();
        let mut pairs: Vec<(F, Option<PathBuf>)> = formats.into_iter().map(|(_, format)| (format, None)).collect();
        for (nth, (place, file)) in files.into_iter().enumerate() {
            let before = places.partition_point(|format| *format < place).saturating_sub(1);
            let slot = &mut pairs[if as_many { nth } else { before }].1;
            if let Some(other) = slot.replace(file) {
                return Err(format!("two files follow one format; {} belongs to none", other.display()));
            }
        }
        let on_screen = pairs.iter().filter(|(_, file)| file.is_none()).count();
        if on_screen > 1 {
            return Err(format!("{on_screen} results cannot all go to the screen; give all but one of them an --output"));
        }
        Ok(Self(pairs))
    }
}

impl<F: ValueEnum + Clone + Send + Sync + 'static> Outputs<F> {
    fn of(matches: &mut ArgMatches) -> Result<Self, Error> {
        // The default has no place among what was typed.
        let typed = matches.value_source("format") == Some(ValueSource::CommandLine);
        let places: Vec<usize> =
            if typed { matches.indices_of("format").map(Iterator::collect).unwrap_or_default() } else { vec![0] };
        let of_files: Vec<usize> = matches.indices_of("output").map(Iterator::collect).unwrap_or_default();
        let formats = matches.remove_many::<F>("format").into_iter().flatten();
        let files: Vec<PathBuf> = matches.remove_many("output").into_iter().flatten().collect();
        Self::pair(places.into_iter().zip(formats).collect(), of_files.into_iter().zip(files).collect())
            .map_err(|why| Error::raw(ErrorKind::ArgumentConflict, why))
    }
}

impl<F: ValueEnum + Clone + Send + Sync + 'static> FromArgMatches for Outputs<F> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        Self::of(&mut matches.clone())
    }

    fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, Error> {
        Self::of(matches)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<F: ValueEnum + Clone + Send + Sync + 'static> Args for Outputs<F> {
    fn augment_args(command: Command) -> Command {
        let format = Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(EnumValueParser::<F>::new())
            .action(ArgAction::Append)
            .default_value("table")
            .help("How the result is written; may be repeated, each with its --output");
        let output = Arg::new("output")
            .long("output")
            .short('o')
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .action(ArgAction::Append)
            .help("Write the result of the --format before it to this file instead of the screen");
        command.arg(format).arg(output)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats are capitals, files small letters, in the order in which they are typed.
    fn paired(typed: &str) -> Result<String, String> {
        let at = |wanted: fn(&char) -> bool| typed.chars().enumerate().filter(move |(_, c)| wanted(c));
        let files = at(char::is_ascii_lowercase).map(|(place, c)| (place, PathBuf::from(c.to_string()))).collect();
        let Outputs(pairs) = Outputs::pair(at(char::is_ascii_uppercase).collect(), files)?;
        let file = |file: Option<PathBuf>| file.map_or("-".to_owned(), |file| file.display().to_string());
        Ok(pairs.into_iter().flat_map(|(format, path)| [format.to_string(), file(path)]).collect())
    }

    #[test]
    fn as_many_files_as_formats_are_paired_in_their_order() {
        for (typed, pairs) in [("Ax", "Ax"), ("xA", "Ax"), ("AxBy", "AxBy"), ("ABxy", "AxBy"), ("xAyB", "AxBy")] {
            assert_eq!(paired(typed).as_deref(), Ok(pairs), "{typed}");
        }
    }

    #[test]
    fn with_fewer_files_each_belongs_to_the_format_before_it() {
        for (typed, pairs) in [("A", "A-"), ("ABx", "A-Bx"), ("AxB", "AxB-"), ("xAB", "AxB-"), ("AxBCy", "AxB-Cy")] {
            assert_eq!(paired(typed).as_deref(), Ok(pairs), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_paired_is_told() {
        for typed in ["AB", "Axy", "AxBx", "ABCx", "ABxyC"] {
            assert!(paired(typed).is_err(), "{typed}");
        }
    }
}
