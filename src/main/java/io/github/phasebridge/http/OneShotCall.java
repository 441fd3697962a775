package io.github.phasebridge.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One request and its end: an answer, or an exception together with whether the other side may have
 * seen the request.
 */
public final class OneShotCall {

  /** The name lookup cannot be cancelled, so the time-out of the call alone does not bound us. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /**
   * An answer, whatever the status.
   *
   * @param status the HTTP status
   * @param body the decoded body
   * @param date the header {@code Date}, null if it is missing
   */
  public record Answer(int status, String body, @Nullable String date) {

    /** Leaves out the body, which may hold a secret. */
    @Override
    public String toString() {
      return "status " + status + ", " + body.length() + " characters";
    }
  }

  /** The call failed; {@link #maySent} tells whether the request may have been seen. */
  public static final class Failed extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean maySent;

    private Failed(Throwable cause, boolean maySent) {
      super(cause);
      this.maySent = maySent;
    }

    /** Returns whether any part of the request may have reached the other side. */
    public boolean maySent() {
      return maySent;
    }
  }

  private OneShotCall() {}

  /**
   * Sends a request.
   *
   * @param mostBytes the largest body that is read; a longer one is a failure
   * @return fails only with {@link Failed}; completes on any thread
   */
  public static CompletionStage<Answer> send(OkHttpClient client, Request request, long mostBytes) {
    AtomicBoolean sent = new AtomicBoolean();
    Call call = client.newBuilder().eventListener(new Watch(sent)).build().newCall(request);
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    call.enqueue(new Completion(answer, mostBytes));
    long patience = client.callTimeoutMillis() + GRACE.toMillis();
    return answer
        .orTimeout(patience, TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            failure -> {
              call.cancel();
              return CompletableFuture.failedFuture(new Failed(failure, sent.get()));
            });
  }

  /** Notes the moment from which the other side may have seen something of the request. */
  private static final class Watch extends EventListener {
    private final AtomicBoolean sent;

    private Watch(AtomicBoolean sent) {
      this.sent = sent;
    }

    @Override
    public void requestHeadersStart(Call call) {
      sent.set(true);
    }
  }

  /** Hands over the whole answer, read on the client's own thread. */
  private record Completion(CompletableFuture<Answer> answer, long mostBytes) implements Callback {

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        answer.complete(
            new Answer(response.code(), text(response.body()), response.header("Date")));
      } catch (IOException | RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }

    private String text(ResponseBody body) throws IOException {
      BufferedSource source = body.source();
      if (source.request(mostBytes + 1)) {
        throw new IOException("the answer is larger than " + mostBytes / 1024 + " KiB");
      }
      try (ResponseBody read =
          ResponseBody.create(source.getBuffer(), body.contentType(), source.getBuffer().size())) {
        return read.string();
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      answer.completeExceptionally(e);
    }
  }
}
