using System.Globalization;
using System.Text.Json.Serialization;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>A message that is to be sent: kept together with the event that it tells of, and tried until it has arrived or is given up.</summary>
/// <param name="Ticket">Whose event.</param>
/// <param name="Event">Its number.</param>
/// <param name="Team">Whose document says where it goes.</param>
/// <param name="To">Which receiver there: <c>person:name:n</c>, the n-th contact from 0, or <c>hook:name</c>.</param>
/// <param name="NotBefore">When it may be tried next.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Why it did not arrive the last time.</param>
public sealed record Delivery(TicketId Ticket, int Event, string Team, string To, DateTimeOffset NotBefore, int Attempts = 0, string? Error = null)
{
    /// <summary>The same at every try, by which a receiver knows what it has already.</summary>
    public string Id => $"{Ticket}.{Event}.{To}";

    public static string ToPerson(string person, int contact) => FormattableString.Invariant($"person:{person}:{contact}");

    public static string ToHook(string hook) => $"hook:{hook}";

    /// <summary>Who is paged; null where it is a hook's.</summary>
    [JsonIgnore]
    public string? Person => To.Split(':') is ["person", var person, _] ? person : null;

    /// <summary>Where it goes, by the team's document; null where that names the receiver no longer.</summary>
    public Receiver? Receiver(Team team) => To.Split(':') switch
    {
        ["person", var person, var contact] => team.Find(person)?.Contacts.ElementAtOrDefault(int.Parse(contact, NumberStyles.None, CultureInfo.InvariantCulture)),
        ["hook", var name] => team.Hooks.FirstOrDefault(hook => hook.Name == name)?.Receiver,
        _ => null,
    };
}
