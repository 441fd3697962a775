package io.github.phasebridge.iammeter;

import io.github.phasebridge.quota.Budget;
import io.github.phasebridge.quota.Decision;
import java.util.List;

/** Decides about each call before it is made; {@code ledger::reserve} is one. */
@FunctionalInterface
interface CallGate {

  /** Enters one call in every budget if all of them have room, else in none. */
  Decision reserve(List<Budget> budgets);
}
