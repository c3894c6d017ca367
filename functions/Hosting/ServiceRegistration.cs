using System.Reflection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MlFunctions.App.Audit;
using MlFunctions.App.Incidents.Bundles;
using MlFunctions.App.Incidents.Escalation;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.App.Incidents.OnCall;
using MlFunctions.App.Incidents.Reviews;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Incidents.Tickets.Jira;
using MlFunctions.App.Kernel;
using MlFunctions.App.Models;
using MlFunctions.App.Monitoring;
using MlFunctions.App.Monitoring.Alarms;
using MlFunctions.App.Monitoring.Alarms.Looks;
using MlFunctions.App.Monitoring.Drift;
using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.App.Rollout.Cuts;
using MlFunctions.App.Rollout.Deployments;
using MlFunctions.App.Rollout.Gates;
using MlFunctions.App.Rollout.Retraining;
using MlFunctions.App.Rollout.Shadows;
using MlFunctions.App.Rollout.Stages;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.App.Serving.Outcomes;
using MlFunctions.App.Serving.Predictions;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Hosting.Configuration;
using MlFunctions.Hosting.Http;
using MlFunctions.Hosting.Telemetry;
using MlFunctions.Storage.Audit;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Serving;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.Hosting;

/// <summary>What both hosts register.</summary>
public static class ServiceRegistration
{
    /// <summary>The assembly that declares the functions.</summary>
    public static Assembly Functions { get; } = typeof(LiveTasks).Assembly;

    /// <summary>Adds what is not there yet, so that a host may put something else in its place first, and nothing stands twice.</summary>
    public static IServiceCollection AddMlFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton(provider => InstanceId.Draw(provider.GetRequiredService<Random>()));
        services.TryAddSingleton(_ => StorageSettings.Connect(configuration));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<KestrelServerOptions>, StreamedBodies>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<SocketTransportOptions>, InlineSockets>());
        services.TryAddSingleton<FaultAnswers>();
        services.TryAddSingleton(MessageOptions.Read(configuration));
        services.TryAddSingleton(ReceiverNetwork.OfTheSystem);
        services.AddStores();
        services.AddServices();
        services.AddUploads(configuration);
        services.AddFunctions();
        services.AddTelemetry(configuration);
        return services.AddHostedService<StartUp>().AddHostedService<SumsTeller>().AddHostedService<ShadowWorker>();
    }

    private static void AddStores(this IServiceCollection services)
    {
        services.TryAddSingleton<StorageSetup>();
        services.TryAddSingleton<TaskStore>();
        services.TryAddSingleton<DatasetStore>();
        services.TryAddSingleton<DatasetUpload>();
        services.TryAddSingleton<DatasetChangeReader>();
        services.TryAddSingleton<TrainingStore>();
        services.TryAddSingleton<RetrainingStore>();
        services.TryAddSingleton<ModelStore>();
        services.TryAddSingleton<ScoreStore>();
        services.TryAddSingleton<EvidenceStore>();
        services.TryAddSingleton<DeploymentStore>();
        services.TryAddSingleton<ForcedPromotionStore>();
        services.TryAddSingleton<PredictionLog>();
        services.TryAddSingleton<PredictionLogReader>();
        services.TryAddSingleton<LogTail>();
        services.TryAddSingleton<ShadowLog>();
        services.TryAddSingleton<ShadowTail>();
        services.TryAddSingleton<OutcomeStore>();
        services.TryAddSingleton<RecentOutcomes>();
        services.TryAddSingleton<SegmentOutcomes>();
        services.TryAddSingleton<SpanStore>();
        services.TryAddSingleton<SpanMerger>();
        services.TryAddSingleton<DelayStore>();
        services.TryAddSingleton<AlarmStore>();
        services.TryAddSingleton<SilenceStore>();
        services.TryAddSingleton<TicketStore>();
        services.TryAddSingleton<BundleStore>();
        services.TryAddSingleton<OnCallStore>();
        services.TryAddSingleton<ReviewStore>();
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton<AuditChain>();
        services.TryAddSingleton<AuditMarkStore>();
        services.TryAddSingleton<AuditFiles>();
        services.TryAddSingleton<ModelPurge>();
        services.TryAddSingleton<DatasetPurge>();
    }

    private static void AddServices(this IServiceCollection services)
    {
        services.TryAddSingleton<SeedTasks>();
        services.TryAddSingleton<TaskDeclaration>();
        services.TryAddSingleton<TeamDeclaration>();
        services.TryAddSingleton<LiveTasks>();
        services.TryAddSingleton<Predictor>();
        services.TryAddSingleton<ServingCounters>();
        services.TryAddSingleton<ShadowBacklogs>();
        services.TryAddSingleton<Deployer>();
        services.TryAddSingleton<AuditTeller>();
        services.TryAddSingleton<AuditNews>();
        services.TryAddSingleton<VersionNews>();
        services.TryAddSingleton<AuditSweep>();
        services.TryAddSingleton<AuditVerifier>();
        services.TryAddSingleton<ReferenceReader>();
        services.TryAddSingleton<RetentionJob>();
        services.TryAddSingleton<OutcomeIntake>();
        services.TryAddSingleton<LiveSums>();
        services.TryAddSingleton<MetricsTick>();
        services.TryAddSingleton<MetricsReader>();
        services.TryAddSingleton<MetricsFeed>();
        services.TryAddSingleton<Outlooks>();
        services.TryAddSingleton<AlarmJob>();
        services.TryAddSingleton<TicketDesk>();
        services.TryAddSingleton<AlarmTickets>();
        services.TryAddSingleton<TicketNotes>();
        services.TryAddSingleton<PresentEvidence>();
        services.TryAddSingleton<EscalationJob>();
        services.TryAddSingleton<MessageSender>();
        services.TryAddSingleton<MessageReader>();
        services.TryAddSingleton<DeadLetters>();
        services.TryAddSingleton<MessageJob>();
        services.TryAddSingleton<TestMessages>();
        services.TryAddSingleton<JiraIntake>();
        services.TryAddSingleton<ReviewReader>();
        services.TryAddSingleton<ReviewJob>();
        services.TryAddSingleton<DriftReader>();
        services.TryAddSingleton<CurveReader>();
        services.TryAddSingleton<LabelledReader>();
        services.TryAddSingleton<ShownReader>();
        services.TryAddSingleton<HistoryReader>();
        services.TryAddSingleton<BundleCollector>();
        services.TryAddSingleton<BundleJob>();
        services.TryAddSingleton<GateMeasurer>();
        services.TryAddSingleton<SetScorer>();
        services.TryAddSingleton<HeldOutScorer>();
        services.TryAddSingleton<SetEvidence>();
        services.TryAddSingleton<TrafficGates>();
        services.TryAddSingleton<GateKeeper>();
        services.TryAddSingleton<StageMover>();
        services.TryAddSingleton<ForceDesk>();
        services.TryAddSingleton<ShadowReader>();
        services.TryAddSingleton<PilotReader>();
        services.TryAddSingleton<StageJob>();
        services.TryAddSingleton<StageReport>();
        services.TryAddSingleton<LoggedRows>();
        services.TryAddSingleton<DatasetJob>();
        services.TryAddSingleton<RescoreJob>();
        services.TryAddSingleton<TrainingOrders>();
        services.TryAddSingleton<TrainingRows>();
        services.TryAddSingleton<TrainingRun>();
        services.TryAddSingleton<TrainingJob>();
        services.TryAddSingleton<RowsReader>();
        services.TryAddSingleton<PerformanceReader>();
        services.TryAddSingleton<RetrainingSigns>();
        services.TryAddSingleton<StalenessReader>();
        services.TryAddSingleton<SituationReader>();
        services.TryAddSingleton<RetrainingOrders>();
        services.TryAddSingleton<RetrainingEnds>();
        services.TryAddSingleton<RetrainingJob>();
    }

    private static void AddFunctions(this IServiceCollection services)
    {
        foreach (var type in Functions.GetExportedTypes().Where(t => t.GetMethods().Any(m => m.IsDefined(typeof(FunctionAttribute)))))
            services.TryAddTransient(type);
    }
}
