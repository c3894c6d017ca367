using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Receivers;

/// <summary>
/// A secret of the settings, <c>Secrets__name</c>, with the hosts that it is bound to, <c>Secrets__name__hosts</c>. It is used for a
/// receiver at one of these hosts and nowhere else.
/// </summary>
/// <param name="name">As receivers name it.</param>
/// <param name="value">Empty where the setting is missing.</param>
/// <param name="hosts">The setting's text; empty where there is none.</param>
/// <remarks>A class and not a record: a record's text would show the value.</remarks>
public sealed class Secret(string name, string value, string hosts = "")
{
    /// <summary>Length of a PagerDuty integration key, which is made of letters and digits.</summary>
    private const int RoutingKeyLength = 32;

    public string Value => value;

    /// <summary>Why the secret must not be used for a receiver, in a sentence that says what to do; null where it may be used.</summary>
    /// <param name="receiver">Its host and port are compared.</param>
    /// <param name="allowPrivate">Whether a secret that is an http address is bound to its own host, as an https address is.</param>
    public Refusal? RefusalAt(Uri receiver, bool allowPrivate)
    {
        var bound = Bound(allowPrivate);
        if (!bound.IsDone)
            return bound.Refusal;
        return bound.Value.Any(pattern => pattern.Matches(receiver))
            ? null
            : new Invalid($"The secret {name} is not bound to {HostPattern.Name(receiver)}, so it is not used there. "
                + $"If it is meant for this host, add the host to the setting {Setting}.");
    }

    /// <summary>The hosts that it may be used for; refused where there are none.</summary>
    /// <inheritdoc cref="RefusalAt"/>
    public Result<HostPattern[]> Bound(bool allowPrivate)
    {
        var texts = hosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length == 0)
        {
            return Default(allowPrivate) is { } own
                ? own
                : new Invalid($"The secret {name} has no hosts, so it is used nowhere: set {Setting} to those that it is meant for, that is {HostPattern.Form}.");
        }

        var patterns = new HostPattern[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (!HostPattern.TryParse(texts[i], out var pattern))
                return new Invalid($"The setting {Setting} cannot be read, so the secret {name} is not used: it takes {HostPattern.Form}.");
            patterns[i] = pattern;
        }

        return patterns;
    }

    private string Setting => $"Secrets__{name}__hosts";

    /// <summary>
    /// Where no hosts are set: an address is bound to its own host, and what has the form of a PagerDuty routing key to PagerDuty's
    /// hosts; null for all else.
    /// </summary>
    private HostPattern[]? Default(bool allowPrivate)
    {
        if (ReceiverAddress.Read(value, allowPrivate) is { IsDone: true, Value: var own })
            return [HostPattern.Of(own)];
        var isRoutingKey = value.Length == RoutingKeyLength && value.All(char.IsAsciiLetterOrDigit);
        return isRoutingKey ? [.. PagerDutyEndpoints.All.Select(HostPattern.Of)] : null;
    }
}
