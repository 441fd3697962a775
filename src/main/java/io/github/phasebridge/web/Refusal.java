package io.github.phasebridge.web;

/**
 * Why a visitor is sent away.
 *
 * @param status HTTP's number for it
 * @param words for people, in ASCII
 */
record Refusal(int status, String words) {}
