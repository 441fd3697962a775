package io.github.phasebridge.quota;

import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that are counted in memory alone because the disk is full. A mark says so to all other
 * processes, above all to the one after a crash: a small file that was made while there was room
 * and is overwritten in place, which a full disk still allows. Without the mark no such call is
 * made. Whoever finds the mark of another process knows that calls were made which it cannot know,
 * takes the mark over and makes no call until none of them can lie in a window any more. Guarded by
 * the ledger's lock and turn.
 */
final class Unwritten {

  private static final Logger log = LoggerFactory.getLogger(Unwritten.class);

  private static final String FILE = "ledger.unwritten";
  private static final String NOBODY = "-".repeat(36);

  private final DataDir dir;
  private final Path file;

  /** Tells this process from all others; as long as {@link #NOBODY}. */
  private final String me = UUID.randomUUID().toString();

  private @Nullable Moment missed;
  private boolean mine;

  Unwritten(DataDir dir) {
    this.dir = dir;
    this.file = dir.path().resolve(FILE);
  }

  /** Makes the file while there is room. */
  void prepare() {
    if (Files.exists(file)) {
      return;
    }
    var _ = replace(NOBODY);
  }

  /**
   * Looks for the mark of another process and takes it over.
   *
   * @throws StorageException if the mark cannot be read
   */
  void look(Moment now) {
    String owner = owner();
    mine = owner.equals(me);
    if (!mine && !owner.equals(NOBODY)) {
      boolean known = missed != null;
      missed = now;
      mine = write(me);
      if (mine || !known) {
        log.warn(
            "Calls may have been made while the disk was full, so that nobody knows of them; new"
                + " ones wait until their limits surely hold.");
      }
    }
  }

  /** Returns how long a call must wait for others that nobody knows of; zero for not at all. */
  Duration wait(Budget budget, Moment now) {
    if (missed == null) {
      return Duration.ZERO;
    }
    Duration rest = budget.memory().minus(Duration.ofNanos(now.nanos() - missed.nanos()));
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  /** Returns the refusal of a call that must wait for others that nobody knows of. */
  Optional<Decision.Denied> refusal(Budget budget, Moment now) {
    Duration rest = wait(budget, now);
    return rest.isZero()
        ? Optional.empty()
        : Optional.of(
            new Decision.Denied(
                rest,
                budget.name()
                    + ": calls may have been made while the disk was full; the next is possible in "
                    + Spans.text(rest)));
  }

  /** Returns whether calls are counted in memory alone, by this process. */
  boolean mine() {
    return mine;
  }

  /**
   * Wants to make a call that the disk does not take.
   *
   * @return whether every other process will know that there are such calls
   */
  boolean claim(String why) {
    if (!mine && owner().equals(NOBODY)) {
      mine = write(me);
      if (mine) {
        log.warn(
            "{}; calls are counted in memory until it can, and after a restart they wait until"
                + " their limits surely hold",
            why);
      }
    }
    return mine;
  }

  /** The book on disk has all the calls that this process knows. */
  void settle(Moment now) {
    boolean knowsAll =
        missed == null
            || Duration.ofNanos(now.nanos() - missed.nanos()).compareTo(Window.LONGEST) >= 0;
    if (mine && knowsAll && write(NOBODY)) {
      mine = false;
      log.info("The call ledger can be written again; no call was lost.");
    }
  }

  /** A file that is damaged or gone can only be made anew, if there is room. */
  private boolean write(String owner) {
    return dir.overwrite(FILE, bytes(owner)) || replace(owner);
  }

  private boolean replace(String owner) {
    try {
      dir.replace(FILE, bytes(owner));
      return true;
    } catch (StorageException e) {
      log.debug("{}", e.getMessage());
      return false;
    }
  }

  private static byte[] bytes(String owner) {
    return owner.getBytes(StandardCharsets.US_ASCII);
  }

  /** A file that is not there can have no mark; one that is cut has no owner that we know. */
  private String owner() {
    try {
      String found = Files.readString(file, StandardCharsets.ISO_8859_1);
      return found.length() > NOBODY.length() ? found.substring(0, NOBODY.length()) : found;
    } catch (NoSuchFileException e) {
      return NOBODY;
    } catch (IOException e) {
      throw StorageException.because("cannot read " + file, e);
    }
  }
}
