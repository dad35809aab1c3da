package dev.postrider.console.page;

/** Shows one kind of page, or does what its form asks for; runs on a virtual thread. */
@FunctionalInterface
public interface Screen {
  PageResult show(Visit visit);
}
