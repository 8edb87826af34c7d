namespace OpenClaw.Tenancy.Posture;

/// <summary>The codes of the no-go list, as they stand in health reports and logs.</summary>
public static class TenancyNoGoExtensions
{
    /// <summary>The code of an entry.</summary>
    /// <param name="noGo">The entry.</param>
    /// <returns>A fixed word such as <c>ledger_absent</c>.</returns>
    public static string ToCode(this TenancyNoGo noGo) => noGo switch
    {
        TenancyNoGo.SharedFileSystem => "shared_file_system",
        TenancyNoGo.ForeignQuery => "foreign_query",
        TenancyNoGo.OpenOrSharedSecret => "open_or_shared_secret",
        TenancyNoGo.UnauditedBreakGlass => "unaudited_break_glass",
        TenancyNoGo.LedgerAbsent => "ledger_absent",
        TenancyNoGo.RowSecurityOff => "row_security_off",
        TenancyNoGo.EndpointWithoutTenancy => "endpoint_without_tenancy",
        _ => "unspecified",
    };
}
