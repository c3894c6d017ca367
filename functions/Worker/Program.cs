using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using MlFunctions.Hosting;
using MlFunctions.Worker.Invocations;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddMlFunctions(builder.Configuration);
builder.AddInvocations();
builder.Build().Run();
