using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Monitoring.Alarms;

/// <summary>One change of an alarm's state; they are kept for ever.</summary>
/// <param name="Number">Counts an alarm's changes from 1.</param>
/// <param name="At">When it was decided.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Evaluation">The one that brought it about.</param>
/// <param name="Ticket">The ticket that the alarm belongs to; null before there was one.</param>
/// <param name="Model">The model in production then.</param>
/// <param name="Silence">The silence that kept it from the ticket.</param>
public sealed record AlarmChange(
    int Number, DateTimeOffset At, AlarmState From, AlarmState To, AlarmEvaluation Evaluation, TicketId? Ticket = null, int? Model = null, string? Silence = null);
