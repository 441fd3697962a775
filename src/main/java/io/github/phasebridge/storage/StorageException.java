package io.github.phasebridge.storage;

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
}
