package io.github.phasebridge.web;

import io.github.phasebridge.device.PostIntake.Post;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands posts to their receiver, one at a time in the order of their coming, on a thread of its
 * own. What waits is bounded.
 */
final class PostBox {

  /** With the largest bodies these are some 6 MB. */
  static final int MOST_WAITING = 100;

  private static final Logger log = LoggerFactory.getLogger(PostBox.class);

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().name("webhook").daemon().factory());

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
    if (taker == null) {
      return false;
    }
    try {
      thread.execute(() -> deliver(post, answered, taker));
      return true;
    } catch (RejectedExecutionException e) {
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
