using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Incidents.OnCall;

/// <summary>Reads how fast a team's tickets go up; where the document is silent it is as by <see cref="EscalationPolicy.Default"/>.</summary>
internal static class EscalationDocument
{
    private const int MostSteps = 20;
    private const double MostMinutes = 30 * 24 * 60;
    private const double MostHours = 366 * 24;

    public static ImmutableSortedDictionary<Severity, EscalationPolicy> Read(DocumentReader? policies)
    {
        var all = Enum.GetValues<Severity>().Select(severity => (Severity: severity, Word: severity.Word())).ToArray();
        policies?.Only([.. all.Select(one => one.Word)]);
        var read = ImmutableSortedDictionary.CreateBuilder<Severity, EscalationPolicy>();
        foreach (var (severity, word) in all)
        {
            if (policies?.Object(word) is { } policy)
                read[severity] = Read(policy, EscalationPolicy.Default(severity));
        }

        return read.ToImmutable();
    }

    public static object Write(ImmutableSortedDictionary<Severity, EscalationPolicy> policies) => policies.ToDictionary(one => one.Key.Word(), one => new
    {
        answer = one.Value.Answer.Select(step => new { step.Level, waitMinutes = step.Wait.TotalMinutes }),
        againMinutes = one.Value.Again?.TotalMinutes ?? 0,
        resolveWithinHours = one.Value.ResolveWithin.TotalHours,
        afterMitigationHours = one.Value.AfterMitigation.TotalHours,
        repeatHours = one.Value.Repeat.TotalHours,
    });

    private static EscalationPolicy Read(DocumentReader policy, EscalationPolicy standard)
    {
        policy.Only("answer", "againMinutes", "resolveWithinHours", "afterMitigationHours", "repeatHours");
        return new(
            policy.Objects("answer", required: false, most: MostSteps) is { } steps ? Steps(steps) : standard.Answer,
            policy.Number("againMinutes", 0, MostMinutes) is { } again ? Again(policy, again) : standard.Again,
            Hours(policy, "resolveWithinHours", 0.01) ?? standard.ResolveWithin,
            Hours(policy, "afterMitigationHours", 0) ?? standard.AfterMitigation,
            Hours(policy, "repeatHours", 1) ?? standard.Repeat);
    }

    private static ImmutableArray<AnswerStep> Steps(IEnumerable<DocumentReader> entries)
    {
        var steps = new List<AnswerStep>();
        foreach (var entry in entries)
        {
            entry.Only("level", "waitMinutes");
            var level = entry.Word<Level>("level", required: true);
            if (steps is [.., var before] && level < before.Level)
                entry.Error("level", "A ticket goes up, never down: the level must be at least that of the step before.");
            var wait = entry.Number("waitMinutes", steps.Count == 0 ? 0 : 1, MostMinutes, required: true);
            steps.Add(new(level ?? Level.Operations, TimeSpan.FromMinutes(wait ?? 0)));
        }

        return [.. steps];
    }

    /// <summary>0 says that nobody is paged again.</summary>
    private static TimeSpan? Again(DocumentReader policy, double minutes)
    {
        if (minutes is > 0 and < 1)
            policy.Error("againMinutes", "It takes 0 for never, or at least 1.");
        return minutes == 0 ? null : TimeSpan.FromMinutes(minutes);
    }

    private static TimeSpan? Hours(DocumentReader policy, string property, double least) => policy.Number(property, least, MostHours) is { } hours ? TimeSpan.FromHours(hours) : null;
}
