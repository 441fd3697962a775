package io.github.phasebridge.http;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends single requests, each at most once, and reads the answers within limits. Safe for use by
 * several threads; nothing waits.
 */
public final class OneShotHttp implements AutoCloseable {

  /** The largest body that is read: far more than any documented answer. */
  public static final long MOST_BYTES = 1024 * 1024;

  /** The name lookup cannot be cancelled, so the time-out of the call alone does not bound us. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final OkHttpClient client;
  private final AnswerReader reader;
  private final SecretMask mask;
  private final ClockWatch clockWatch;

  /**
   * Prepares requests; sends nothing yet.
   *
   * @param client as {@link OneShotClient} makes it; closed with this
   * @param mask takes secrets out of the texts of failures
   * @param clock tells how far away the date of a {@code Retry-After} is
   * @param clockWatch compares the clock with the dates of answers
   */
  public OneShotHttp(
      OkHttpClient client, SecretMask mask, InstantSource clock, ClockWatch clockWatch) {
    this.client = client;
    this.reader = new AnswerReader(clock);
    this.mask = mask;
    this.clockWatch = clockWatch;
  }

  /**
   * Sends a request.
   *
   * @param peer whom it goes to, for the texts of failures
   * @return completes on any thread; fails only with a {@link TransportFailure}. Cancelling it ends
   *     the call
   */
  public CompletableFuture<HttpAnswer> send(Peer peer, Request.Builder request) {
    Ticket ticket = new Ticket();
    Call call = client.newCall(request.tag(Ticket.class, ticket).build());
    CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
    call.enqueue(new Completion(answer));
    long patience = client.callTimeoutMillis() + GRACE.toMillis();
    TransportFailures failures = new TransportFailures(peer, client.callTimeoutMillis(), mask);
    CompletableFuture<HttpAnswer> result = new CompletableFuture<>();
    var _ =
        answer
            .orTimeout(patience, TimeUnit.MILLISECONDS)
            .whenComplete(
                (got, cause) -> {
                  if (cause == null) {
                    result.complete(got);
                  } else {
                    result.completeExceptionally(failures.of(cause, !ticket.revoke()));
                    call.cancel();
                  }
                });
    var _ =
        result.whenComplete(
            (_, cause) -> {
              if (cause instanceof CancellationException) {
                call.cancel();
              }
            });
    return result;
  }

  /** Anybody on the way could have written the date of an answer that is not encrypted. */
  private void compareClocks(Response response, HttpAnswer answer) {
    boolean cached = response.header("Age") != null;
    if (response.request().isHttps() && answer.isSuccessful() && !cached) {
      answer.date().ifPresent(clockWatch::dated);
    }
  }

  /** Ends all calls and takes no more. */
  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  /** Hands over the whole answer, read on the client's own thread. */
  private final class Completion implements Callback {
    private final CompletableFuture<HttpAnswer> answer;

    private Completion(CompletableFuture<HttpAnswer> answer) {
      this.answer = answer;
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        HttpAnswer read = reader.read(response);
        compareClocks(response, read);
        answer.complete(read);
      } catch (IOException | RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      answer.completeExceptionally(e);
    }
  }
}
