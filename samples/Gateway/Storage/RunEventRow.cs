using System.Text.Json;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>An event of a run as it is kept: in the JSON that goes to those who follow the run.</summary>
public sealed class RunEventRow : ITenantOwned
{
    public TenantId? Tenant { get; set; }

    public required string RunId { get; init; }

    public long Number { get; init; }

    public required string Json { get; init; }

    public static RunEventRow Of(RunEvent happened, long number) =>
        new() { RunId = happened.Id, Number = number, Json = JsonSerializer.Serialize(happened, GatewayJson.Options) };

    public RunEvent ToEvent() => JsonSerializer.Deserialize<RunEvent>(Json, GatewayJson.Options)! with { Sequence = Number };
}
