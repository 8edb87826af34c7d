using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Telemetry;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.Tests.Telemetry;

/// <summary>A world whose measurements are kept.</summary>
internal sealed class MeasuredWorld : IDisposable
{
    internal const string Decisions = "openclaw.tenancy.decisions";
    internal const string Denials = "openclaw.tenancy.denials";
    internal const string Faults = "openclaw.tenancy.evaluator.faults";

    internal MeasuredWorld(Action<TenancyOptions>? options = null, Action<TenancyBuilder>? build = null, bool listens = true)
    {
        Caught = new CaughtMetrics(listens);
        World = new TestWorld(options, b =>
        {
            b.Services.AddSingleton<IMeterFactory>(Caught);
            build?.Invoke(b);
        });
        Read = World.Engine.Action("operator.read");
    }

    internal CaughtMetrics Caught { get; }

    internal TestWorld World { get; }

    internal PolicyEngine Engine => World.Engine;

    internal AccessAction Read { get; }

    internal TenancyTelemetry Telemetry => World.Services.GetRequiredService<TenancyTelemetry>();

    internal VerifiedTenantClaim Reader => World.Claim(TestWorld.Acme, "operator.read");

    internal AccessRequest Request(VerifiedTenantClaim? claim = null, TenantId? owner = null, AccessAction? action = null) =>
        new(claim ?? Reader, action ?? Read, ResourceRef.Owned("r1", owner ?? TestWorld.Acme), World.Time.Now);

    /// <summary>The one tag text of a decision.</summary>
    internal static string Of(DenyReason reason) => $"openclaw.tenancy.outcome={(reason == DenyReason.None ? "allowed" : "denied")},openclaw.tenancy.reason={reason.ToCode()}";

    public void Dispose()
    {
        World.Dispose();
        Caught.Dispose();
    }
}
