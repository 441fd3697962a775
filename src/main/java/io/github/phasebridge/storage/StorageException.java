package io.github.phasebridge.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** A file in the data directory cannot be used; the message says which, why and what to do. */
public class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates one with a sentence for the user. */
  public StorageException(String message) {
    super(message);
  }

  /** Creates one with a sentence for the user and what caused it. */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Creates one whose message ends with what the file system said.
   *
   * @param what what could not be done, with the path, such as {@code cannot write /data/ledger}
   */
  public static StorageException because(String what, IOException cause) {
    return new StorageException(what + " (" + reason(cause) + ")", cause);
  }

  /** The exceptions of the file system often have nothing but the path for a message. */
  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "it does not exist";
      case FileAlreadyExistsException _ -> "something else of this name exists";
      case FileSystemException f when f.getReason() != null -> lowerCase(f.getReason());
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : lowerCase(e.getMessage());
    };
  }

  private static String lowerCase(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }
}
