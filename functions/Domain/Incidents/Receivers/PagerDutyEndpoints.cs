namespace MlFunctions.Domain.Incidents.Receivers;

/// <summary>Where events for PagerDuty may be sent.</summary>
public static class PagerDutyEndpoints
{
    /// <summary>Which addresses a receiver may have, for error sentences.</summary>
    public const string Rule =
        "PagerDuty takes events at https://events.pagerduty.com/v2/enqueue, or for accounts of its EU region at "
        + "https://events.eu.pagerduty.com/v2/enqueue. Give one of these two, or leave the address out for the first.";

    /// <summary>Where events are sent, and nowhere else: the service region of the US, and that of the EU.</summary>
    public static IReadOnlyList<Uri> All { get; } =
        [new("https://events.pagerduty.com/v2/enqueue"), new("https://events.eu.pagerduty.com/v2/enqueue")];

    /// <summary>The endpoint that a receiver's address names; the first where it has none, null where it names another.</summary>
    public static Uri? Find(string? to)
    {
        if (to is null)
            return All[0];
        // As texts: two URLs that differ in their user are equal.
        return Uri.TryCreate(to, UriKind.Absolute, out var url) ? All.FirstOrDefault(endpoint => endpoint.AbsoluteUri == url.AbsoluteUri) : null;
    }
}
