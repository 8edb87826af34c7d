using System.Text.Json;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

internal sealed record DispatchAnswer(string CorrelationId, string? RunId, JsonElement Result);
