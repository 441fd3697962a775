package io.github.phasebridge.http;

import io.github.phasebridge.http.TransportFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/** Reads an answer within limits: at most 1 MiB of decoded body, whatever its headers promise. */
final class AnswerReader {

  /** Of an answer that is an error only a message matters. */
  private static final long MOST_ERROR_BYTES = 16 * 1024;

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final InstantSource clock;

  /** A body cannot be used, for a reason that is no transport error. */
  static final class Unreadable extends IOException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    private Unreadable(Kind kind) {
      super(kind.toString());
      this.kind = kind;
    }

    Kind kind() {
      return kind;
    }
  }

  /**
   * Makes a reader.
   *
   * @param clock tells how far away the date of a {@code Retry-After} is
   */
  AnswerReader(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Reads all of an answer.
   *
   * @throws IOException if the connection broke; {@link Unreadable} if the body is too large or cut
   *     off
   */
  HttpAnswer read(Response response) throws IOException {
    return new HttpAnswer(
        response.code(),
        Optional.ofNullable(response.header("Content-Type")).orElse(""),
        response.isSuccessful() ? wholeBody(response.body()) : beginOfBody(response.body()),
        retryAfter(response.headers()),
        movedTo(response),
        Optional.ofNullable(response.headers().getDate("Date")).map(Date::toInstant));
  }

  private static String wholeBody(ResponseBody body) throws IOException {
    try {
      BufferedSource source = body.source();
      if (source.request(OneShotHttp.MOST_BYTES + 1)) {
        throw new Unreadable(Kind.TOO_LARGE);
      }
      return decoded(body, source.getBuffer().size());
    } catch (Unreadable | InterruptedIOException | SocketException | SSLException e) {
      throw e;
    } catch (IOException e) {
      throw new Unreadable(Kind.DAMAGED);
    }
  }

  /** The status is the answer; a body that breaks off does not change it. */
  private static String beginOfBody(ResponseBody body) {
    try {
      BufferedSource source = body.source();
      boolean longer = source.request(MOST_ERROR_BYTES + 1);
      return longer ? "" : decoded(body, source.getBuffer().size());
    } catch (IOException e) {
      return "";
    }
  }

  /** Decodes by byte order mark, else by the header's charset, else as UTF-8. */
  private static String decoded(ResponseBody body, long size) throws IOException {
    try (ResponseBody read =
        ResponseBody.create(body.source().getBuffer(), body.contentType(), size)) {
      return read.string();
    }
  }

  private Optional<Duration> retryAfter(Headers headers) {
    String text = Optional.ofNullable(headers.get(OneShotClient.RETRY_AFTER)).orElse("").strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
    }
    Date date = headers.getDate(OneShotClient.RETRY_AFTER);
    Instant now = clock.instant();
    return Optional.ofNullable(date).map(then -> bounded(Duration.between(now, then.toInstant())));
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static String movedTo(Response response) {
    String location = response.header("Location");
    HttpUrl target = location == null ? null : response.request().url().resolve(location);
    return target == null ? "" : target.host();
  }
}
