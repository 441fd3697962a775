package io.github.phasebridge.mqtt;

import java.io.Serial;

/** A certificate or key file cannot be used; its message is a sentence for the user. */
final class TlsFileException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  TlsFileException(String sentence) {
    super(sentence);
  }
}
