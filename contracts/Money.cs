namespace CreatorFlow.Contracts;

/// <summary>An exact amount.</summary>
/// <param name="AmountMinor">Minor units of the currency (cents for USD, whole yen for JPY); ISO 4217 gives the exponent.</param>
/// <param name="Currency">ISO 4217 code, upper case.</param>
public sealed record Money(long AmountMinor, string Currency);
