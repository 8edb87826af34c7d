namespace OpenClaw.Tenancy.TestKit;

/// <summary>Data written by others, beside the project: in the folder that OPENCLAW_TENANCY_CORPORA names, or in ../shared/corpora.</summary>
public static class Corpora
{
    /// <summary>The path of a file, or null when the folder is absent and this is no continuous-integration run.</summary>
    public static string? Find(string file)
    {
        string? root = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_CORPORA") ?? FromRepository();
        string? path = root is null ? null : Path.Combine(root, file);
        if (path is not null && File.Exists(path))
        {
            return path;
        }

        return Environment.GetEnvironmentVariable("CI") == "true"
            ? throw new FileNotFoundException($"The corpus file {file} is not there. Set OPENCLAW_TENANCY_CORPORA to the folder that holds it.")
            : null;
    }

    private static string? FromRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OpenClaw.Tenancy.sln")))
            {
                return Path.Combine(folder.FullName, "..", "shared", "corpora");
            }
        }

        return null;
    }
}
