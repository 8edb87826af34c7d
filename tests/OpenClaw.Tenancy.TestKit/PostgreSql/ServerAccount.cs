namespace OpenClaw.Tenancy.TestKit.PostgreSql;

/// <summary>The account that the server runs as: PostgreSQL refuses to run as root, so a root process lends it another one.</summary>
internal static class ServerAccount
{
    /// <summary>The account to change to, or null when this process is not root.</summary>
    public static string? Needed()
    {
        if (Environment.UserName != "root")
        {
            return null;
        }

        string[] accounts = [.. File.ReadLines("/etc/passwd").Select(static line => line.Split(':')[0])];
        return accounts.Contains("postgres") ? "postgres" : "nobody";
    }

    /// <summary>The command that runs another one as the account.</summary>
    public static string[] Prefix(string? account) => account is null ? [] : ["setpriv", "--reuid", account, "--regid", Group(account), "--clear-groups"];

    private static string Group(string account) => File.ReadLines("/etc/passwd").First(line => line.StartsWith(account + ":", StringComparison.Ordinal)).Split(':')[3];
}
