using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Tickets;

namespace MlFunctions.Domain.Incidents.Receivers;

/// <summary>How a message travels, and in which shape.</summary>
public enum Channel
{
    /// <summary>Our own JSON, signed by the scheme of Standard Webhooks.</summary>
    Webhook,

    /// <summary>A Slack-style incoming webhook.</summary>
    Slack,

    /// <summary>A Teams-style webhook that takes an Adaptive Card.</summary>
    Teams,

    /// <summary>PagerDuty's Events API v2.</summary>
    PagerDuty,

    /// <summary>Plain text through SMTP.</summary>
    Email,
}

/// <summary>Where messages go.</summary>
/// <param name="Channel">How.</param>
/// <param name="To">
/// A mail address or an https URL; <c>secret:name</c> takes it from the setting <c>Secrets__name</c>. Of PagerDuty, one of its two
/// endpoints, or null for the first.
/// </param>
/// <param name="Secret">The name of the setting <c>Secrets__name</c> that signs what is sent (webhook), or that is the routing key (PagerDuty).</param>
public sealed record Receiver(Channel Channel, string? To, string? Secret = null);

/// <summary>Hears of the events of a team's tickets.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens.</param>
/// <param name="Receiver">Where they are sent.</param>
/// <param name="Events">Of these kinds alone; null: all.</param>
public sealed record Hook(string Name, Receiver Receiver, ImmutableArray<TicketAction>? Events = null);
