namespace MlFunctions.Domain.Models;

/// <summary>One training of a search for settings.</summary>
/// <param name="Settings">In words.</param>
/// <param name="Metric">What was compared.</param>
/// <param name="Value">Its value on training rows that were held out.</param>
/// <param name="Rows">How many rows were trained on.</param>
public sealed record Trial(IReadOnlyDictionary<string, string> Settings, string Metric, double Value, int Rows);
