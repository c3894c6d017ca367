using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Monitoring;

/// <summary>What is to be kept of one alarm together.</summary>
/// <param name="Before">As it was read; null when it was not there.</param>
/// <param name="After">As it is now.</param>
/// <param name="Changes">Of its state, that led there.</param>
public sealed record AlarmUpdate(Stored<Alarm>? Before, Alarm After, IReadOnlyList<AlarmChange> Changes);
