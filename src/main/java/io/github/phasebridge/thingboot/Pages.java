package io.github.phasebridge.thingboot;

import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads all pages of one of the cloud's lists. The parameters {@code page_index} and {@code
 * page_size} are documented; of the answer's page count, total and is-more only an older client
 * tells, not how they are written. A list that breaks off is a failure: what it lacks would count
 * as gone.
 */
final class Pages<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

  private static final int PAGE_SIZE = 50;
  private static final int MOST_PAGES = 40;

  /** All documented sizes: the cloud may take another than ours. */
  private static final Set<Integer> FULL = Set.of(10, 20, 30, PAGE_SIZE);

  private final SignedCalls calls;
  private final String path;
  private final Function<JsonNode, Optional<T>> reader;
  private final Function<T, String> identity;
  private final Map<String, T> found = new LinkedHashMap<>();

  /**
   * Prepares one reading of a list.
   *
   * @param path such as {@code device/list}
   * @param reader reads one element, empty if it cannot be read
   * @param identity tells elements apart
   */
  Pages(
      SignedCalls calls,
      String path,
      Function<JsonNode, Optional<T>> reader,
      Function<T, String> identity) {
    this.calls = calls;
    this.path = path;
    this.reader = reader;
    this.identity = identity;
  }

  /** Returns the elements of all pages; fails only with a {@link LinkFailure}. */
  CompletionStage<List<T>> all() {
    return from(1);
  }

  private CompletionStage<List<T>> from(int page) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("page_index", page)
            .put("page_size", PAGE_SIZE)
            .toString();
    return calls.call(path, body).thenCompose(answer -> taken(answer, page));
  }

  private CompletionStage<List<T>> taken(VendorAnswer answer, int page) {
    Optional<List<JsonNode>> elements = VendorLists.elements(answer.data());
    if (elements.isEmpty() && page == 1 && !isEmptyAccount(answer)) {
      return failed("without a list.");
    }
    List<JsonNode> onPage = elements.orElse(List.of());
    int before = found.size();
    List<T> read = onPage.stream().flatMap(element -> reader.apply(element).stream()).toList();
    if (read.isEmpty() && !onPage.isEmpty()) {
      return failed("with a list in which nothing can be read.");
    }
    read.forEach(one -> found.putIfAbsent(identity.apply(one), one));
    boolean newOnes = found.size() > before;
    if (!newOnes || !hasMore(answer, page, onPage.size())) {
      sayIfIncomplete(answer);
      return CompletableFuture.completedStage(List.copyOf(found.values()));
    }
    return page < MOST_PAGES ? from(page + 1) : failed("with more than " + MOST_PAGES + " pages.");
  }

  private boolean hasMore(VendorAnswer answer, int page, int onPage) {
    Optional<String> more = field(answer, "ismore", "hasmore", "more");
    if (more.isPresent()) {
      return more.get().equals("1") || more.get().equals("true");
    }
    Optional<Integer> pages = number(answer, "pagecount", "pages", "pagetotal", "totalpage");
    return pages
        .map(count -> page < count)
        .or(() -> total(answer).map(all -> found.size() < all))
        .orElse(FULL.contains(onPage));
  }

  private boolean isEmptyAccount(VendorAnswer answer) {
    return total(answer).filter(all -> all == 0).isPresent();
  }

  private void sayIfIncomplete(VendorAnswer answer) {
    total(answer)
        .filter(all -> all > found.size())
        .ifPresent(
            all ->
                LOG.warn(
                    "The ThingBoot cloud speaks of {} in {}, but lists {}.",
                    all,
                    path,
                    found.size()));
  }

  private static Optional<Integer> total(VendorAnswer answer) {
    return number(answer, "total", "totalcount");
  }

  private static Optional<Integer> number(VendorAnswer answer, String... names) {
    return field(answer, names).filter(text -> text.matches("[0-9]{1,7}")).map(Integer::valueOf);
  }

  /** Looks into the envelope and into its data, in any spelling. */
  private static Optional<String> field(VendorAnswer answer, String... names) {
    return Stream.of(answer.whole(), answer.data())
        .map(PushFields::of)
        .flatMap(fields -> Stream.of(names).map(fields::get))
        .map(node -> node.isBoolean() ? node.asString() : PushFields.text(node))
        .filter(text -> !text.isEmpty())
        .map(text -> text.toLowerCase(Locale.ROOT))
        .findFirst();
  }

  private CompletionStage<List<T>> failed(String how) {
    return CompletableFuture.failedStage(
        new LinkFailure(Kind.UNCERTAIN, "The ThingBoot cloud answered " + path + " " + how));
  }
}
