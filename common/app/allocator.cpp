// Read by jemalloc when it starts: give freed pages back in the background, and keep few arenas, because most
// threads here wait more than they allocate.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "background_thread:true,narenas:4,dirty_decay_ms:2000,muzzy_decay_ms:0";
}
