namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>One call of a runtime, however often it is tried: with one idempotency key, and another token each time.</summary>
internal sealed record RuntimeCall(RuntimeMethod Method, string Path, string? Body, string CorrelationId, string IdempotencyKey);
