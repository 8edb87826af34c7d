using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;

namespace Gateway.Tests.Support;

/// <summary>What a host's configuration says.</summary>
public static class Configured
{
    /// <summary>The section of limits, as JSON.</summary>
    public static Action<IServiceCollection> Limits(string json) => services => services.AddLimits(
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"Limits":{{json}}}"""))).Build().GetSection("Limits"));
}
