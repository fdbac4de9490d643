namespace CreatorFlow.Domain.Explanations;

/// <summary>Why an event changed what it changed.</summary>
/// <param name="Rule">Stable, lower case; clients may branch on it.</param>
/// <param name="Sentence">The same for a person: one English sentence.</param>
internal sealed record Explanation(string Rule, string Sentence);
