namespace OpenClaw.Tenancy.TestKit.PostgreSql;

/// <summary>Where the programs of an installed PostgreSQL are: Debian's folders first, the newest version before the others, then PATH.</summary>
public static class PostgresBinaries
{
    public const string HowToInstall = "PostgreSQL is not installed, so what needs a server was not run. Install it: apt-get install postgresql";

    /// <summary>The folder that holds initdb and postgres, or null.</summary>
    public static string? Find()
    {
        const string debian = "/usr/lib/postgresql";
        IEnumerable<string> installed = System.IO.Directory.Exists(debian)
            ? System.IO.Directory.GetDirectories(debian).OrderByDescending(static d => int.TryParse(Path.GetFileName(d), out int version) ? version : 0).Select(static d => Path.Combine(d, "bin"))
            : [];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return installed.Concat(path).FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
