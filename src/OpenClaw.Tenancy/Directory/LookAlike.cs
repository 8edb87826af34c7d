namespace OpenClaw.Tenancy.Directory;

/// <summary>The skeleton of a tenant id: two ids that a person could take for each other have the same (UTS #39, within our alphabet).</summary>
internal static class LookAlike
{
    internal static string Skeleton(TenantId id) => id.ToString()
        .Replace('0', 'o').Replace('1', 'l').Replace("rn", "m", StringComparison.Ordinal);
}
