using System.Diagnostics;
using System.Globalization;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>How much memory processes hold.</summary>
public static class ResidentMemory
{
    private const int PageBytes = 4096;

    /// <summary>What a process and everything below it hold, page by page; what two of them share counts twice. Where there is no <c>/proc</c>, the process alone.</summary>
    public static long OfTree(Process process)
    {
        process.Refresh();
        if (!OperatingSystem.IsLinux())
        {
            return process.WorkingSet64;
        }

        (int Id, int Parent, long Bytes)[] all = [.. System.IO.Directory.EnumerateDirectories("/proc").Select(Read).OfType<(int, int, long)>()];
        return Sum(process.Id);

        long Sum(int id) => all.Where(p => p.Id == id).Sum(static p => p.Bytes) + all.Where(p => p.Parent == id).Sum(p => Sum(p.Id));
    }

    private static (int Id, int Parent, long Bytes)? Read(string folder)
    {
        try
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            {
                return null;
            }

            // Behind the name, which may have anything in it: the state, the parent, and as the 22nd of them the pages.
            string stat = File.ReadAllText(Path.Combine(folder, "stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (id, int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[21], CultureInfo.InvariantCulture) * PageBytes);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
