using System.Diagnostics;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>The trace in which something happens.</summary>
internal static class AuditTrace
{
    /// <summary>The W3C id of the current activity's trace, 32 digits; or null.</summary>
    internal static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.TraceId.ToHexString() : null;
}
