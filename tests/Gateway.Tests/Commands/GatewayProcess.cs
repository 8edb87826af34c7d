using System.Diagnostics;

namespace Gateway.Tests.Commands;

/// <summary>The gateway as a process of its own.</summary>
public static class GatewayProcess
{
    public static Process Start(string? environment, params string[] args) => Start(environment, [], args);

    public static Process Start(string? environment, (string Name, string Value)[] settings, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "OpenClaw.Tenancy.Samples.Gateway.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in (string[])["DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"])
        {
            start.Environment.Remove(name);
            if (environment is not null)
            {
                start.Environment[name] = environment;
            }
        }

        // As the tests themselves: such a process does not live long enough to be compiled a second time.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task<Ran> RunAsync(string? environment, params string[] args)
    {
        using Process process = Start(environment, args);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return new Ran(process.ExitCode, await output, await error);
    }
}
