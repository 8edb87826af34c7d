using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Ingress.Methods;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>What every relayed connection decides and records by.</summary>
internal sealed record RelayKit(MethodCatalog Methods, PolicyEngine Engine, TenantLimits Limits, RefusalTrail Trail, TimeProvider Time, ILogger Logger)
{
    /// <summary>What stands in the records of an event that is refused. It is never asked for a scope: who may have the event has been decided.</summary>
    internal const string EventAction = "gateway:event";

    /// <summary>What stands in the records of an answer to nothing.</summary>
    internal const string AnswerAction = "gateway:answer";
}
