package io.github.phasebridge.iammeter;

import io.github.phasebridge.http.OneShotClient;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
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

  /** The largest documented answer, 2000 rows of history, has about half of it. */
  static final long MOST_BYTES = 1024 * 1024;

  /** Of an answer that is an error only a message matters. */
  private static final long MOST_ERROR_BYTES = 16 * 1024;

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final InstantSource clock;

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
   * @throws IOException if the connection broke; an {@link IammeterFailure} if the body is too
   *     large or cut off
   */
  CloudAnswer read(Response response) throws IOException {
    return new CloudAnswer(
        response.code(),
        Optional.ofNullable(response.header("Content-Type")).orElse(""),
        response.isSuccessful() ? wholeBody(response.body()) : beginOfBody(response.body()),
        retryAfter(response.headers()),
        movedTo(response));
  }

  private static String wholeBody(ResponseBody body) throws IOException {
    try {
      BufferedSource source = body.source();
      if (source.request(MOST_BYTES + 1)) {
        throw new IammeterFailure(
            Kind.TOO_LARGE, "The meter cloud's answer is larger than 1 MiB and was not read.");
      }
      return decoded(body, source.getBuffer().size());
    } catch (IammeterFailure | InterruptedIOException | SocketException | SSLException e) {
      throw e;
    } catch (IOException e) {
      throw Envelope.unreadable("a body that is cut off or damaged");
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
