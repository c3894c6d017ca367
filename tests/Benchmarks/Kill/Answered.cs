using System.Text.Json;

namespace MlFunctions.Benchmarks.Kill;

/// <summary>A prediction that the host has acknowledged, and so promised to keep.</summary>
/// <param name="Id">What it answered to find it by.</param>
/// <param name="Unit">The marker of its call; no two calls have the same.</param>
/// <param name="Input">As it was sent.</param>
/// <param name="Output">As it was answered.</param>
internal sealed record Answered(string Id, string Unit, string Input, JsonElement Output);
