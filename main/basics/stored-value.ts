/** One value in a file of its own in the profile folder. `read` gives what `write` stored last, unchecked, or undefined. Both may throw. */
export interface StoredValue<T> {
  read(): unknown;
  write(value: T): void;
}
