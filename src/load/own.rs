//! Files that plalign itself makes beside those of a district. Comes in: a path. Goes out: whether it is one of them. Apart from
//! what writes them, because the reading must not take them for the district's.

use std::path::Path;

/// The name of the lock that whoever edits a district holds beside its manifest, and whoever writes pages in their folder.
pub const LOCK: &str = ".plalign.lock";
/// How the name ends of a file that waits to take another's place, and the name of a folder of pages that wait.
pub const WAITING: &str = ".plalign-new";
/// The name of a folder of pages that were moved aside until new ones are in their place.
pub const ASIDE: &str = ".plalign-old";

/// Whether plalign itself made a file, for the time in which it writes: no pattern takes it in, also where it is left by a run
/// that was killed.
pub(super) fn is_own(path: &Path) -> bool {
    path.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        name == LOCK || name == ASIDE || name.starts_with('.') && name.ends_with(WAITING)
    })
}
