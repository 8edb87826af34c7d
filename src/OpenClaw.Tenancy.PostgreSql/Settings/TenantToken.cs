using System.Globalization;

namespace OpenClaw.Tenancy.PostgreSql.Settings;

/// <summary>The text of the tenant setting: the tenant, or the tenant, the key's id, what the signature is bound to, and the signature.</summary>
internal static class TenantToken
{
    /// <summary>What stands before the signed text, so that no signature made for another purpose by the same key counts here.</summary>
    internal const string Purpose = "openclaw.tenancy.row-security.1:";

    // INVARIANT: neither a tenant id nor a key's id holds a dot, so the text can be read in one way alone.
    internal static string Make(RowSecuritySettings settings, TenantId tenant, int processId, DateTimeOffset now)
    {
        if (!settings.IsSigned)
        {
            return tenant.ToString();
        }

        string bound = settings.Lifetime is { } lifetime
            ? string.Create(CultureInfo.InvariantCulture, $"{tenant}.{settings.Keys[0].Id}.e{(now + lifetime).ToUnixTimeSeconds()}")
            : string.Create(CultureInfo.InvariantCulture, $"{tenant}.{settings.Keys[0].Id}.p{processId}");
        return $"{bound}.{settings.Keys[0].Sign(Purpose + bound)}";
    }
}
