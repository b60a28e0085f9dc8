/// What the fact table in this program was made from.
public enum FactsDigest {
  /// FNV-1a (64 bits) over the generator and its hand-kept tables, as `Tools/facts/generate.py` computes it.
  public static var inputs: UInt64 { FactTable.shared.inputsDigest }
}
