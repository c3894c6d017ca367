namespace MlFunctions.Benchmarks.Life;

/// <summary>Deliveries take longer, a little more each day, and stay so.</summary>
/// <param name="From">The day of the file, from 1, on which it begins.</param>
/// <param name="Days">For how many days it grows.</param>
/// <param name="ADay">By which share of the usual time it grows in one.</param>
internal sealed record Decay(int From, int Days, double ADay)
{
    /// <summary>How many times the usual time a delivery takes.</summary>
    /// <param name="day">Days since the first row, 0 on the first.</param>
    public double Factor(double day) => 1 + (ADay * Math.Clamp(day - (From - 1), 0, Days));
}
