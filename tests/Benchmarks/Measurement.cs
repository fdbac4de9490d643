namespace CreatorFlow.Benchmarks;

/// <summary>One figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Note">What else was seen.</param>
/// <param name="Ratio">To the ceiling of the same run; null for a ceiling itself.</param>
/// <param name="Times">What the straightforward service does, in the same run on the same servers; null where it was not asked.</param>
/// <param name="Target">What it is to be, in words; null where nothing was said.</param>
internal sealed record Measurement(string Name, double Value, string Unit, string Note = "", double? Ratio = null, double? Times = null, string? Target = null);
