namespace OpenClaw.Tenancy.Analyzers.Tests.Support;

/// <summary>The work tree that the tests were built in.</summary>
internal static class WorkTree
{
    internal static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OpenClaw.Tenancy.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds OpenClaw.Tenancy.sln.");
    }
}
