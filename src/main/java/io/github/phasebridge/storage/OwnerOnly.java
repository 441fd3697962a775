package io.github.phasebridge.storage;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** What makes new files readable by their owner alone, where the file system knows owners. */
final class OwnerOnly {

  private OwnerOnly() {}

  /** Returns mode 600 for a new file at this place. */
  static FileAttribute<?>[] file(Path place) {
    return mode(place, "rw-------");
  }

  /** Returns mode 700 for a new directory at this place. */
  static FileAttribute<?>[] directory(Path place) {
    return mode(place, "rwx------");
  }

  private static FileAttribute<?>[] mode(Path place, String permissions) {
    if (!place.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }
}
