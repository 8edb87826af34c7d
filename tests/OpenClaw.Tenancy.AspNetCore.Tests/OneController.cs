using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>A host with one controller and no other, whatever this assembly holds.</summary>
internal sealed class OneController(Type controller) : IApplicationFeatureProvider<ControllerFeature>
{
    public static void Add(IServiceCollection services, Type controller)
    {
        services.AddControllers().ConfigureApplicationPartManager(m => m.FeatureProviders.Add(new OneController(controller)));
        services.AddSingleton<IResourceOwnerSource<Thing>, Thing>();
    }

    public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
    {
        feature.Controllers.Clear();
        feature.Controllers.Add(controller.GetTypeInfo());
    }
}
