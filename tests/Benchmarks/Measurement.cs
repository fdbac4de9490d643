namespace CreatorFlow.Benchmarks;

/// <summary>One figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Note">What else was seen.</param>
/// <param name="Ratio">To the ceiling of the same run; null for a ceiling itself.</param>
internal sealed record Measurement(string Name, double Value, string Unit, string Note = "", double? Ratio = null);
