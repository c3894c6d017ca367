using System.Globalization;
using MlFunctions.Demo;
using MlFunctions.Standalone.Kernel;

namespace MlFunctions.Standalone.Demonstration;

/// <summary>The command line's <c>--demo [--demo-rate orders-a-second] [--demo-seed number] [--demo-shift minutes]</c>, taken out before configuration reads the rest.</summary>
internal sealed class DemoSwitch
{
    private const string Rate = "--demo-rate";
    private const string Seed = "--demo-seed";
    private const string Shift = "--demo-shift";
    private const double MaxRate = 1000;
    private const double MaxShift = 600;

    private readonly List<string> rest = [];

    private DemoSwitch(string[] args)
    {
        var options = new DemoOptions();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == Rate)
                options = options with { Rate = Number(Rate, args.ElementAtOrDefault(++i), 0.01, MaxRate) };
            else if (args[i] == Seed)
                options = options with { Seed = (int)Number(Seed, args.ElementAtOrDefault(++i), 0, int.MaxValue) };
            else if (args[i] == Shift)
                options = options with { Shift = Number(Shift, args.ElementAtOrDefault(++i), 0, MaxShift) };
            else if (args[i] == "--demo")
                Options = options;
            else
                rest.Add(args[i]);
        }

        Options = Options is null ? null : options;
    }

    /// <summary>Null when no demo is wanted.</summary>
    public DemoOptions? Options { get; }

    public string[] Rest => [.. rest];

    /// <exception cref="RefusedToStartException">A number is none, or out of its range.</exception>
    public static DemoSwitch Read(string[] args) => new(args);

    private static double Number(string option, string? text, double least, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new RefusedToStartException(string.Create(CultureInfo.InvariantCulture, $"{option} takes a number from {least} to {most}."));
}
