package io.github.phasebridge.web;

import io.github.phasebridge.device.PostIntake.Post;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands posts to their receiver, one at a time in the order of their coming, on a thread of its
 * own. What waits is bounded.
 */
final class PostBox {

  /** In KiB: many small messages or some large ones. Each takes one at least. */
  static final int MOST_WAITING = 2048;

  private static final Logger log = LoggerFactory.getLogger(PostBox.class);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("webhook").daemon().factory());

  private final Semaphore room = new Semaphore(MOST_WAITING);

  private volatile @Nullable Consumer<Post> receiver;

  /** Sets who takes the posts. */
  void deliverTo(Consumer<Post> taker) {
    receiver = taker;
  }

  /** Returns whether somebody takes posts. */
  boolean hasReceiver() {
    return receiver != null;
  }

  /**
   * Takes a post.
   *
   * @param answered opens when the sender was answered; the post is handed on after that
   * @return false if too many wait, or if nobody takes posts
   */
  boolean offer(Post post, CountDownLatch answered) {
    Consumer<Post> taker = receiver;
    int size = 1 + post.body().length() / 1024;
    if (taker == null || !room.tryAcquire(size)) {
      return false;
    }
    try {
      thread.execute(
          () -> {
            try {
              deliver(post, answered, taker);
            } finally {
              room.release(size);
            }
          });
      return true;
    } catch (RejectedExecutionException e) {
      // It was closed meanwhile.
      return false;
    }
  }

  /** Drops what waits and takes no more. */
  void close() {
    thread.shutdownNow();
  }

  private static void deliver(Post post, CountDownLatch answered, Consumer<Post> taker) {
    try {
      answered.await();
      taker.accept(post);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("Handling a message from the webhook failed", e);
    }
  }
}
